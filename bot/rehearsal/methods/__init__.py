"""The Web API methods that the bot calls, each a plain function of a Call."""
