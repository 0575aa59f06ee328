/**
 * What a spreadsheet takes for a formula and runs, also behind white space and in full width. Such a
 * cell gets an apostrophe before it (`escapeFormulae` of papaparse).
 */
export const formulaCell = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/
