"""Two rounds side by side: is it better now, how sure is that, and what is still open?"""
