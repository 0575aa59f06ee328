// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest'
import { longestBlock } from '../page-data'
import { blockAround, findBlocks, isReadable } from './text-blocks'

afterEach(() => document.body.replaceChildren())

function blocksOf(html: string): string[] {
  document.body.innerHTML = html
  const texts: string[] = []
  const work = findBlocks(
    document.body,
    ({ text }) => texts.push(text),
    () => {},
  )
  while (!work.next().done);
  return texts
}

const words = 'a comment that is long enough to be read'

describe('the text blocks of a page', () => {
  it('are paragraphs, headlines and items, their inline parts joined', () => {
    expect(
      blocksOf(`<h2>A headline of some length</h2>
        <p>a <b>comment</b> that is<br>long <em>enough</em> to be read</p>
        <ul><li>${words}, in a list</li></ul>`),
    ).toEqual(['A headline of some length', words, `${words}, in a list`])
  })

  it('are the smallest blocks: a comment and its reply are two', () => {
    expect(blocksOf(`<div>${words}, outside<div><p>${words}, inside</p></div></div>`)).toEqual([
      `${words}, outside`,
      `${words}, inside`,
    ])
  })

  it.each([
    ['a menu', `<nav>${words}</nav>`],
    ['a menu by its role', `<div role="navigation">${words}</div>`],
    ['code', `<pre>${words}</pre>`],
    ['a field', `<textarea>${words}</textarea>`],
    ['what someone writes', `<p contenteditable>${words}</p>`],
    ['a script', `<script type="text/plain">${words}</script>`],
    ['what is hidden from everybody', `<p hidden>${words}</p><p aria-hidden="true">${words}</p>`],
    ['a name or a date', '<p>Marta</p><p>3 h ago</p>'],
    ['a short link', '<p><a href="#">Terms, privacy and so on</a></p>'],
  ])('are not %s', (_, html) => {
    expect(blocksOf(html)).toEqual([])
  })

  it('may be short where scripts say much in few characters', () => {
    expect(blocksOf('<p>今すぐ賞金を受け取って</p>')).toHaveLength(1)
  })

  it('are cut, never through a character', () => {
    const [text] = blocksOf(`<p>${'x'.repeat(longestBlock - 1)}🐝 and more</p>`)
    expect(text).toBe('x'.repeat(longestBlock - 1))
  })

  it('are found in open shadow roots', () => {
    document.body.innerHTML = '<div id="host"></div>'
    const root = document.getElementById('host')!.attachShadow({ mode: 'open' })
    root.innerHTML = `<p>${words}</p>`
    const texts: string[] = []
    const entered: ShadowRoot[] = []
    const work = findBlocks(
      document.body,
      ({ text }) => texts.push(text),
      shadow => entered.push(shadow),
    )
    while (!work.next().done);
    expect(texts).toEqual([words])
    expect(entered).toEqual([root])
  })

  it('can be left after every step', () => {
    document.body.innerHTML = `<p>${words}</p>`.repeat(1_000)
    let steps = 0
    const work = findBlocks(
      document.body,
      () => {},
      () => {},
    )
    while (!work.next().done) steps++
    expect(steps).toBeGreaterThan(1_000)
  })
})

describe('a place in a page', () => {
  it('belongs to the nearest block, and is read unless something around it is not', () => {
    document.body.innerHTML = '<nav><p id="menu">x</p></nav><p id="text">a <b>b</b></p>'
    const text = document.getElementById('text')!
    expect(blockAround(text.querySelector('b')!.firstChild!)).toBe(text)
    expect(isReadable(text)).toBe(true)
    expect(isReadable(document.getElementById('menu')!)).toBe(false)
  })
})
