import { useSignal } from '@preact/signals';
import { earlierRegistration, type Registration } from '../api';
import { Failure } from '../frame/Failure';
import { t } from '../texts';
import { AnswerSection } from './AnswerSection';

interface Props {
  app: string;
  id: string;
  /** The revision that was refused, and has been corrected since. */
  revision: number;
}

/** A button that shows a registration's answers before a correction. */
export function Earlier({ app, id, revision }: Props) {
  const earlier = useSignal<Registration | undefined>(undefined);
  const failure = useSignal<unknown>(undefined);
  const show = () => {
    failure.value = undefined;
    earlierRegistration(app, id, revision).then(
      (fetched) => (earlier.value = fetched),
      (reason: unknown) => (failure.value = reason),
    );
  };
  if (earlier.value) {
    const { version, answers } = earlier.value;
    // The answers replace the button that had focus, so they take the focus.
    return (
      <div class="earlier" tabIndex={-1} ref={(shown) => shown?.focus()}>
        <AnswerSection {...{ app, version, id, answers }} />
      </div>
    );
  }
  return (
    <>
      <button type="button" class="function-link" onClick={show}>
        {t('again.earlier')}
      </button>
      {failure.value !== undefined && <Failure failure={failure.value} />}
    </>
  );
}
