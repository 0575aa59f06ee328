import { render } from 'preact'
import { Welcome } from '../../welcome/Welcome'

render(<Welcome />, document.getElementById('welcome')!)
