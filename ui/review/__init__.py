"""The review: the recording with its tags, exact to the picture, and the corrections that are made afterwards."""
