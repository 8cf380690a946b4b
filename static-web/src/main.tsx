import { render } from 'preact';
import { App } from './App';
import { followClock } from './clock';
import { followHeading } from './heading';
import { startOutbox } from './outbox/drain';
import { followOutbox } from './outbox/state';
import { followAddress } from './route';
import { followSession } from './session';
import './style/index.scss';

const root = document.getElementById('app') as HTMLElement;
followAddress();
followSession();
followClock();
followOutbox();
startOutbox();
render(<App />, root);
followHeading(root);
