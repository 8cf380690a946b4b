import { render } from 'preact';
import { App } from './App';
import { followClock } from './clock';
import { followHeading } from './heading';
import { followAddress } from './route';
import { followSession } from './session';
import './style/index.scss';

const root = document.getElementById('app') as HTMLElement;
followAddress();
followSession();
followClock();
render(<App />, root);
followHeading(root);
