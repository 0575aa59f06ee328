import { useState } from 'preact/hooks'
import { type Address, getAddress, isAddressEqual } from 'viem'
import { isAddressText } from '../settings/validate'
import { change, stored } from '../storage'
import { Hex } from '../ui/parts'
import { useStored } from '../ui/use-stored'

/** Whose deposits are shown; more addresses can be added by hand, without any wallet. */
export function Addresses(props: { readonly addresses: readonly Address[] }) {
  const intents = useStored(stored.intents) ?? []
  const [text, setText] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const add = async (event: Event) => {
    event.preventDefault()
    const typed = text.trim()
    if (!isAddressText(typed)) {
      setProblem('An address is 0x and 40 hexadecimal digits. Copy it whole and try again.')
      return
    }
    const address = getAddress(typed.toLowerCase())
    await change(stored.watchedAddresses, all => [
      ...all.filter(each => !isAddressEqual(each, address)),
      address,
    ])
    setProblem(null)
    setText('')
  }
  const remove = (address: Address) =>
    change(stored.watchedAddresses, all => all.filter(each => !isAddressEqual(each, address)))
  return (
    <section class="stack tight addresses">
      <h2>Addresses</h2>
      {props.addresses.length > 0 ? (
        <ul>
          {props.addresses.map(address => (
            <li key={address} class="row">
              <Hex value={address} />
              {intents.every(each => !isAddressEqual(each.from, address)) ? (
                <button
                  type="button"
                  class="quiet"
                  aria-label={`Stop showing ${address}`}
                  onClick={() => void remove(address)}
                >
                  Stop showing
                </button>
              ) : (
                <small>signed here</small>
              )}
            </li>
          ))}
        </ul>
      ) : null}
      <form class="field" onSubmit={event => void add(event)}>
        <label for="address">Show deposits of address</label>
        <div class="row">
          <input
            id="address"
            class="mono"
            autocomplete="off"
            spellcheck={false}
            placeholder="0x…"
            value={text}
            aria-invalid={problem !== null}
            aria-describedby={problem ? 'address-problem' : undefined}
            onInput={event => setText(event.currentTarget.value)}
          />
          <button type="submit">Show</button>
        </div>
        {problem ? (
          <p id="address-problem" class="note wrong" role="alert">
            {problem}
          </p>
        ) : null}
      </form>
    </section>
  )
}
