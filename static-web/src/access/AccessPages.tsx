import './style';
import { ListPage } from './ListPage';
import { PersonPage } from './PersonPage';

/** The access list and the page of one person, in one file to load, since people go from one to the other. */
export function AccessPages({ person }: { person?: string }) {
  return person ? <PersonPage id={person} /> : <ListPage />;
}
