import { render } from 'preact';
import { App } from './App';
import { followClock } from './clock';
import { followKeys } from './encryption/follow-keys';
import { keepFocus } from './focus';
import { followHeading } from './heading';
import { followMemory } from './memory/store';
import { followOutbox } from './outbox/state';
import { startOutbox } from './outbox/wake';
import { followAddress } from './route';
import { whenIdle } from './offline/when-idle';
import { reloadOnce } from './reloading';
import { followSession } from './session';
import { loadTexts, language } from './texts';
import './style/index.scss';

const root = document.getElementById('app') as HTMLElement;
followAddress();
followSession();
followKeys();
followClock();
followOutbox();
followMemory();

async function draw(): Promise<void> {
  await loadTexts(language.peek());
  // What stood there while the scripts were on their way.
  root.replaceChildren();
  render(<App />, root);
  followHeading(root);
  keepFocus(root);
  // What the first view does not need comes after it.
  whenIdle(() => {
    void startOutbox();
    void import('./offline/follow').then(({ followOffline }) => followOffline());
  });
}

draw().catch((failure: unknown) => {
  if (!reloadOnce()) throw failure;
});
