"""What happens next, and is the room ready?"""
