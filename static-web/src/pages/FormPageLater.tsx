import { signal } from '@preact/signals';
import type { ComponentProps, ComponentType } from 'preact';
import type { FormPage } from '../form/FormPage';
import { Loading } from '../frame/Loading';

type Props = ComponentProps<typeof FormPage>;

const loaded = signal<ComponentType<Props> | undefined>(undefined);
const failure = signal<unknown>(undefined);

/** Brings the form with its validator: half of the code, and not needed to see the list. Asked for ahead by the list. */
export function bringForm(): void {
  import('../form/FormPage').then(
    (module) => (loaded.value = module.FormPage),
    (reason: unknown) => (failure.value = reason),
  );
}

export function FormPageLater(props: Props) {
  const Page = loaded.value;
  if (Page) {
    return (
      <div class="page">
        <Page {...props} />
      </div>
    );
  }
  // A new version has taken the old one's files away: only loading the page anew helps, and the error page says so.
  if (failure.value !== undefined) throw failure.value;
  bringForm();
  return <Loading />;
}
