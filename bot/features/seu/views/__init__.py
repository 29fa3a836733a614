"""The ledger as its one reader sees it: questions, confirmations, forms. Always private."""
