import { bytesText } from '../ui/format'

/** Why a list cannot be classified. */
export type ListProblem =
  | { readonly kind: 'empty' }
  | { readonly kind: 'too-large'; readonly bytes: number }
  | { readonly kind: 'binary' }
  | { readonly kind: 'not-utf8' }
  | { readonly kind: 'unreadable' }
  /** @property row counts from 1 */
  | { readonly kind: 'open-quote'; readonly row: number }
  | { readonly kind: 'not-jsonl'; readonly row: number }
  | { readonly kind: 'no-text' }

/** What it means, and what to do next. */
export function describeListProblem(problem: ListProblem): { title: string; nextStep: string } {
  switch (problem.kind) {
    case 'empty':
      return { title: 'There is nothing in it', nextStep: 'Take a list with a text on each line.' }
    case 'too-large':
      return {
        title: `${bytesText(problem.bytes)} is more than fits here`,
        nextStep: 'Cut the file into parts of at most 20 MB, and take one after the other.',
      }
    case 'binary':
      return {
        title: 'This is no text file',
        nextStep: 'Save a table as CSV in the program that made it, and take that file.',
      }
    case 'not-utf8':
      return {
        title: 'The file is not in UTF-8',
        nextStep: 'Older programs on Windows write Windows-1252: read it as that, or save it anew.',
      }
    case 'unreadable':
      return {
        title: 'The file could not be read',
        nextStep: 'It may have been moved or changed meanwhile. Choose it again.',
      }
    case 'open-quote':
      return {
        title: `A quotation mark in row ${problem.row.toLocaleString()} is never closed`,
        nextStep: 'Close it in the file, or read the list as one text a line.',
      }
    case 'not-jsonl':
      return {
        title: `Line ${problem.row.toLocaleString()} is not JSON`,
        nextStep: 'Each line must be one JSON object. Or read the list as one text a line.',
      }
    case 'no-text':
      return {
        title: 'No column holds text',
        nextStep: 'All columns are numbers or empty. Take a file that has the texts, too.',
      }
  }
}
