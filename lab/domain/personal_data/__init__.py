"""What in free text tells who a person is: found so that a person decides about it before anything leaves."""
