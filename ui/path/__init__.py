"""The client's path: how did it go, stage by stage?"""
