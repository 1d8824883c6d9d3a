"""What a delegate does from its place: votes, joins the list, raises points and motions, passes notes, finds the documents."""
