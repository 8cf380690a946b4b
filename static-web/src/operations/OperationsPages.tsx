import './style';
import { BoardPage } from './BoardPage';
import { DeliveryPage } from './DeliveryPage';

/** What is not delivered, and one delivery of it: brought together, since who looks at one taps on to the other. */
export function OperationsPages({ place }: { place: string }) {
  return place ? <DeliveryPage place={place} /> : <BoardPage />;
}
