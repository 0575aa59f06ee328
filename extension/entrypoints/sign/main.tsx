import { render } from 'preact'
import { SignPage } from '../../label/SignPage'

render(<SignPage search={location.search} />, document.getElementById('page')!)
