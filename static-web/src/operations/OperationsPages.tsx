import './style';
import { BoardPage } from './BoardPage';
import { OnePage } from './OnePage';

/** What is not delivered, and one delivery of it: brought together, since who looks at one taps on to the other. */
export function OperationsPages({ place }: { place: string }) {
  return place ? <OnePage place={place} /> : <BoardPage />;
}
