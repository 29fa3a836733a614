"""Serves every workspace that installs the app by OAuth."""
