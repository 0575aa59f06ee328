import { accounts } from './accounts'
import { changeState, type Mode, modes, readState } from './state'

const element = <T extends HTMLElement>(name: string) => document.getElementById(name) as T

const state = await readState()
const account = element<HTMLSelectElement>('account')
const mode = element<HTMLSelectElement>('mode')
const rpcUrl = element<HTMLInputElement>('rpc')

accounts.forEach(({ address }, index) => {
  account.add(new Option(`${index}: ${address}`, String(index)))
})
for (const name of modes) mode.add(new Option(name, name))
account.value = String(state.account)
mode.value = state.mode
rpcUrl.value = state.rpcUrl

account.addEventListener('change', () => void changeState({ account: Number(account.value) }))
mode.addEventListener('change', () => void changeState({ mode: mode.value as Mode }))
rpcUrl.addEventListener('change', () => void changeState({ rpcUrl: rpcUrl.value }))
