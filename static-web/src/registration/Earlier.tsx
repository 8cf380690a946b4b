import { useSignal } from '@preact/signals';
import { earlierRegistration, type Registration } from '../api';
import { Failure } from '../frame/Failure';
import { t } from '../texts';
import { AnswerSection } from './AnswerSection';

interface Props {
  app: string;
  id: string;
  /** That was refused, and corrected since. */
  revision: number;
}

/** What a registration said before it was corrected, when it is asked for. */
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
    // Focus was on the button that is gone.
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
