"""The ids of what goes out of a ledger and comes into it."""

EXPORT = "seu:export"
COPY_MORE = "seu:copy_more"
COPY_BACK = "seu:copy_back"
OFFERS_ON = "seu:offers_on"
OFFERS_OFF = "seu:offers_off"

EXPORT_FORM = "seu:export"

IMPORT = "seu:bring"
IMPORT_FORM = "seu:bring"
SAVE_FORM = "seu:bring_in"
