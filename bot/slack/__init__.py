"""Slack's protocol: requests read into typed values, surfaces built and checked, receivers, dispatch."""
