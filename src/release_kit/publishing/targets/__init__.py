"""Targets, one a file: a folder, a server by SFTP."""
