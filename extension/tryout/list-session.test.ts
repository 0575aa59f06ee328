// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ListSession } from './list-session'

beforeEach(() => {
  sessionStorage.clear()
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
})
afterEach(() => vi.useRealTimers())

describe('the list of a tab', () => {
  it('is read when the person pauses, and kept before', () => {
    const session = new ListSession()
    session.type('one text')
    expect(session.state.list.kind).toBe('none')
    expect(new ListSession().state.pasted).toBe('one text')
    vi.runAllTimers()
    expect(session.state.list.kind).toBe('table')
  })

  it('stays the file that came after the last key', async () => {
    const session = new ListSession()
    session.type('one text')
    await session.open(new File(['id,text\n1,from a file\n'], 'a.csv'))
    vi.runAllTimers()
    expect(session.state).toMatchObject({ fileName: 'a.csv', pasted: 'one text' })
    expect(session.state.list).toMatchObject({ kind: 'table', textColumn: 1 })
    session.closeFile()
    expect(session.state.list).toMatchObject({ kind: 'table', table: { rows: [['one text']] } })
  })

  it('is the last of two files, however long the first takes to read', async () => {
    const session = new ListSession()
    const slow = new File(['slow'], 'slow.txt')
    let read = (_: ArrayBuffer) => {}
    slow.arrayBuffer = () =>
      new Promise(resolve => {
        read = resolve
      })
    const first = session.open(slow)
    await session.open(new File(['quick'], 'quick.txt'))
    read(new TextEncoder().encode('slow').buffer as ArrayBuffer)
    await first
    expect(session.state.list).toMatchObject({ table: { rows: [['quick']] } })
  })

  it('may be read otherwise than guessed', () => {
    const session = new ListSession()
    session.paste('id,text\n1,"never closed')
    expect(session.state.list).toMatchObject({ kind: 'refused', problem: { kind: 'open-quote' } })
    session.readAs({ format: 'lines', named: false })
    expect(session.state.list).toMatchObject({
      table: { rows: [['id,text'], ['1,"never closed']] },
    })
  })
})
