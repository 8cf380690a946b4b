import './style';
import { ListPage } from './ListPage';
import { PersonPage } from './PersonPage';

/** The access list, and one person of it: brought together, since who looks at one taps on to the other. */
export function AccessPages({ person }: { person?: string }) {
  return person ? <PersonPage id={person} /> : <ListPage />;
}
