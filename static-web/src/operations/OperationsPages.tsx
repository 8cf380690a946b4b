import './style';
import { BoardPage } from './BoardPage';
import { DeliveryPage } from './DeliveryPage';

/** The pages of undelivered registrations and of one delivery, in one file, since people go from one to the other. */
export function OperationsPages({ place }: { place: string }) {
  return place ? <DeliveryPage place={place} /> : <BoardPage />;
}
