"""Requests about any meeting -> action -> answer."""
