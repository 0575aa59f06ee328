// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest'
import { captureOf, longestText } from './capture'
import { meantSelection, readSelection } from './selection'

afterEach(() => {
  document.getSelection()?.removeAllRanges()
  document.body.replaceChildren()
})

function select(node: Node): void {
  const range = document.createRange()
  range.selectNodeContents(node)
  document.getSelection()!.addRange(range)
}

describe('reading a frame’s selection', () => {
  it('reads the document’s', () => {
    document.body.innerHTML = '<p>claim <b>your</b> bonus</p>'
    select(document.querySelector('p')!)
    expect(readSelection(100)).toMatchObject({ text: 'claim your bonus', length: 16 })
  })

  it('reads a focused field’s, only the selected part', () => {
    document.body.innerHTML = '<textarea>send coins first</textarea>'
    const field = document.querySelector('textarea')!
    field.focus()
    field.setSelectionRange(5, 10)
    expect(readSelection(100).text).toBe('coins')
  })

  it('never reads a password', () => {
    document.body.innerHTML = '<input type="password" value="hunter2">'
    const field = document.querySelector('input')!
    field.focus()
    field.setSelectionRange(0, 7)
    expect(readSelection(100).text).toBe('')
  })

  it('hands back a bounded part and says how long the whole is', () => {
    document.body.textContent = 'x'.repeat(500)
    select(document.body)
    expect(readSelection(20)).toMatchObject({ text: 'x'.repeat(20), length: 500 })
  })

  it('works from its source alone, as the browser runs it', () => {
    document.body.textContent = 'shipped as source'
    select(document.body)
    const shipped = new Function('document', `return (${readSelection})(50)`)
    expect(shipped(document).text).toBe('shipped as source')
  })
})

describe('several frames', () => {
  const frame = (text: string, focused = false) => ({ text, length: text.length, focused })

  it('means the focused one', () => {
    expect(meantSelection([frame('old'), frame('new', true)])?.text).toBe('new')
  })

  it('means one with text when the focused one has none', () => {
    expect(meantSelection([frame(' ', true), frame('here')])?.text).toBe('here')
    expect(meantSelection([frame(''), frame('')])).toBeNull()
  })
})

describe('a capture', () => {
  it('is nothing when only white space is selected', () => {
    expect(captureOf(' \n\t', 'selection', 1)).toBeNull()
    expect(captureOf('', 'typed', null)).toBeNull()
  })

  it('keeps one character', () => {
    expect(captureOf('a', 'selection', 1)).toMatchObject({ text: 'a', cut: 0, tabId: 1 })
  })

  it('is cut at the longest text, never through a character', () => {
    const whole = 'a'.repeat(longestText)
    expect(captureOf(whole, 'typed', null)!.cut).toBe(0)
    const cut = captureOf(`${'a'.repeat(longestText - 1)}🐝 and more`, 'typed', null)!
    expect(cut.text).toBe('a'.repeat(longestText - 1))
    expect(cut.cut).toBe(11)
  })

  it('counts what was cut before it came here', () => {
    const capture = captureOf('a'.repeat(longestText + 1), 'selection', 1, 123_456)!
    expect(capture.text.length + capture.cut).toBe(123_456)
  })
})
