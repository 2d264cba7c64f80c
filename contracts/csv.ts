/**
 * A cell that a spreadsheet runs as a formula, also behind blanks and line breaks and in the full
 * width that some input methods write. What is exported gets an apostrophe before it, and an import
 * takes that away again.
 */
export const FORMULA = /^[\s\uFEFF]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/;

/** By which spreadsheets know UTF-8; without it Excel shows "CafÃ©". */
export const BYTE_ORDER_MARK = '\uFEFF';
