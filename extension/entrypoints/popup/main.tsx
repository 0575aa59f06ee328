import { render } from 'preact'
import { browser } from 'wxt/browser'
import { Popup } from '../../predict/Popup'

const inToolbar = browser.extension.getViews({ type: 'popup' }).includes(window)
document.documentElement.classList.toggle('in-toolbar', inToolbar)
render(<Popup />, document.getElementById('popup')!)
