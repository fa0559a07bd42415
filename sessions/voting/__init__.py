"""Methods of voting: pure functions that check a ballot and count ballots."""
