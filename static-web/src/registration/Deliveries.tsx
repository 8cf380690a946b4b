import type { Registration, Summary } from '../api';
import { Badge } from '../frame/Badge';
import { systemOf } from '../status';
import { t } from '../texts';
import { DeliveryActs } from './DeliveryActs';
import { ReceiptId } from './ReceiptId';
import { Settle } from './Settle';

interface Props {
  registration: Registration;
  onSettled: (summary: Summary) => void;
}

/** The status of each delivery of a registration with several, and what a person can do about it. */
export function Deliveries({ registration, onSettled }: Props) {
  const { app, id } = registration;
  // An older server sends no deliveries: then the registration counts as its only one.
  const deliveries = registration.deliveries?.length ? registration.deliveries : [registration];
  const isAlone = deliveries.length === 1;
  return (
    <section>
      {!isAlone && (
        <>
          <h2 class="h4 section-heading">{t('registration.deliveries')}</h2>
          <ul class="deliveries">
            {deliveries.map(({ target, status, reason, receipt }) => (
              <li key={target} data-delivery={target}>
                <strong>{systemOf(target) || target}</strong>{' '}
                <Badge summary={{ app, status, reason, system: systemOf(target) }} />
                {reason && <p class="timeline-reason">{reason.message}</p>}
                {receipt?.id && <ReceiptId id={receipt.id} system={systemOf(target)} />}
              </li>
            ))}
          </ul>
        </>
      )}
      {deliveries.map(
        ({ target, status, statusAt }) =>
          (status === 'uncertain' || status === 'refused') && (
            <Settle
              key={target}
              {...{ app, id, status, statusAt, onSettled }}
              system={target ? systemOf(target) : ''}
              {...(isAlone ? {} : { target })}
            />
          ),
      )}
      {deliveries.map((delivery) => (
        <DeliveryActs key={delivery.target} {...{ app, id, delivery, isAlone, onSettled }} />
      ))}
    </section>
  );
}
