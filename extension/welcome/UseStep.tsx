import { useEffect, useState } from 'preact/hooks'
import { browser } from 'wxt/browser'
import { ChangeShortcut, useShortcut } from '../predict/Shortcut'
import { PermissionList } from '../settings/PermissionList'
import { useNetwork } from '../settings/use-network'
import { Plain } from '../ui/parts'

/** How to ask from a page, and what the extension does and does not do there. */
export function UseStep({ onFinish }: { onFinish: () => void }) {
  return (
    <div class="stack">
      <h1 tabIndex={-1}>Now on any page</h1>
      <ul class="ways">
        <MenuWay />
        <ShortcutWay />
        <ButtonWay />
      </ul>
      <section class="stack tight">
        <h2>What stays on your machine</h2>
        <p>
          The texts you ask about, and the numbers made from them. Only a label that you submit
          yourself takes its numbers along, and you see it first. More under{' '}
          <a href="options.html#privacy">Privacy</a>.
        </p>
      </section>
      <NetworkPart />
      <details>
        <summary>What Hivemark may do in your browser, and why</summary>
        <PermissionList />
      </details>
      <div class="row">
        <button type="button" class="primary" onClick={onFinish}>
          Finish
        </button>
      </div>
    </div>
  )
}

function MenuWay() {
  return (
    <li>
      <h2>Right-click</h2>
      <p>
        Select some text, right-click it, choose <b>Classify selection</b>.
      </p>
    </li>
  )
}

function ShortcutWay() {
  const shortcut = useShortcut()
  return (
    <li>
      <h2>Keyboard</h2>
      <p>
        {shortcut ? (
          <>
            Select some text and press <kbd>{shortcut}</kbd>.
          </>
        ) : (
          'No keys are set: another extension may have them.'
        )}
      </p>
      <ChangeShortcut has={shortcut !== null} inTab />
    </li>
  )
}

function ButtonWay() {
  const pinned = useIsPinned()
  return (
    <li>
      <h2>Button</h2>
      <p>
        {pinned
          ? 'It is in the tool bar: press it with or without a selection.'
          : import.meta.env.FIREFOX
            ? 'To keep it in sight, press the puzzle piece in the tool bar, then the wheel beside Hivemark, then “Pin to Toolbar”.'
            : 'To keep it in sight, press the puzzle piece in the tool bar, then the pin beside Hivemark.'}
      </p>
    </li>
  )
}

/** Whether the button is in the tool bar itself; looked up again when the page is back in sight. */
function useIsPinned(): boolean {
  const [pinned, setPinned] = useState(false)
  useEffect(() => {
    const look = async () => {
      const settings = await browser.action.getUserSettings?.().catch(() => null)
      setPinned(settings?.isOnToolbar ?? false)
    }
    void look()
    addEventListener('focus', look)
    return () => removeEventListener('focus', look)
  }, [])
  return pinned
}

function NetworkPart() {
  const network = useNetwork()
  return (
    <section class="stack tight">
      <h2>Where the models come from</h2>
      <p>
        From <Plain text={network.name} longest={40} />, through{' '}
        <Plain text={network.rpcUrl} longest={80} />. You can read through another endpoint, or on
        another chain: <a href="options.html#network">choose the network</a>.
      </p>
    </section>
  )
}
