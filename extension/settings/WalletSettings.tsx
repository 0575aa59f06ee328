import { useState } from 'preact/hooks'
import { change, stored } from '../storage'
import { Notice } from '../ui/parts'
import { useSavedSettings } from './use-saved-settings'
import { checkExtensionId } from './validate'
import './settings.css'

/** The id under which MetaMask is installed, for those who did not install it from a store. */
export function WalletSettings() {
  const saved = useSavedSettings()
  return saved ? <ExtensionIdEditor saved={saved.wallet.extensionId ?? ''} /> : null
}

function ExtensionIdEditor(props: { saved: string }) {
  const [text, setText] = useState(props.saved)
  const [saved, setSaved] = useState(false)
  const checked = checkExtensionId(text)
  const save = async (event: Event) => {
    event.preventDefault()
    if ('problem' in checked) return
    await change(stored.settings, settings => ({
      ...settings,
      wallet: { ...settings.wallet, extensionId: checked.id },
    }))
    setSaved(true)
  }
  const problem = 'problem' in checked ? checked.problem : null
  return (
    <form class="stack settings" onSubmit={event => void save(event)}>
      <h1>Wallet</h1>
      <div class="field">
        <label for="wallet-extension-id">MetaMask’s extension id</label>
        <input
          id="wallet-extension-id"
          class="mono"
          value={text}
          spellcheck={false}
          aria-invalid={problem !== null}
          aria-describedby="wallet-extension-id-note"
          onInput={event => {
            setText(event.currentTarget.value)
            setSaved(false)
          }}
        />
        <small id="wallet-extension-id-note" class={problem ? 'wrong' : ''}>
          {problem ?? 'Leave empty for the store’s versions. A side-loaded wallet has another id.'}
        </small>
      </div>
      <div class="row">
        <button type="submit" class="primary" disabled={problem !== null}>
          Save
        </button>
      </div>
      {saved ? <Notice kind="good" title="Saved" /> : null}
    </form>
  )
}
