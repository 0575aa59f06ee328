import { api } from './api'
import type { Question } from './approvals'

const id = new URLSearchParams(location.search).get('id')
const element = <T extends HTMLElement>(name: string) => document.getElementById(name) as T

function show(question: Question): void {
  element('title').textContent = question.title
  element('origin').textContent = question.origin
  element('approve').textContent = question.title === 'Unlock the wallet' ? 'Unlock' : 'Approve'
  for (const [name, value] of question.lines) {
    const term = document.createElement('dt')
    const detail = document.createElement('dd')
    term.textContent = name
    detail.textContent = value
    element('lines').append(term, detail)
  }
}

async function decide(approved: boolean): Promise<void> {
  await api.runtime.sendMessage({ kind: 'decide', id, approved })
  window.close()
}

element('approve').addEventListener('click', () => void decide(true))
element('reject').addEventListener('click', () => void decide(false))

const question: Question | null = await api.runtime.sendMessage({ kind: 'question', id })
if (question) {
  show(question)
  element<HTMLButtonElement>('approve').disabled = false
} else {
  element('title').textContent = 'This request is gone'
}
