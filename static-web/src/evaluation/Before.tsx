/** The effort of tasks before there was an app, entered once with the source, beside the app's present figures. */
import { useSignal } from '@preact/signals';
import limits from '../../../shared/contract/limits.json';
import { Failure } from '../frame/Failure';
import { putBefore, type ShownEffect, type ShownEffects } from './api';
import { Table } from './parts';
import { appInWords, numberInWords, te } from './words';

interface Props {
  effects: ShownEffects;
  /** The app to show; empty for all. */
  app: string;
  onChange: () => void;
}

export function Before({ effects: { before, apps, titles }, app, onChange }: Props) {
  const now = apps.filter((row) => (app === '' || row.app === app) && row.taps.median !== null);
  return (
    <section aria-labelledby="evaluation-before">
      <h2 id="evaluation-before" class="h4 section-heading">
        {te('page.before')}
      </h2>
      {before.length + now.length > 0 && (
        <Table
          caption={te('page.before.caption')}
          columns={[te('before.task'), te('before.value'), te('before.source')]}
        >
          {before.map(({ id, task, source, unit, value }) => (
            <tr key={id}>
              <th scope="row">{task}</th>
              <td>{`${numberInWords(value)} ${unit}`}</td>
              <td>{source}</td>
            </tr>
          ))}
          {now.map((row) => (
            <Now key={row.app} of={row} name={appInWords(row.app, titles)} />
          ))}
        </Table>
      )}
      <details>
        <summary>{te('page.before.add')}</summary>
        <BeforeForm onChange={onChange} />
      </details>
    </section>
  );
}

/** The taps and keys that a registration takes now, where the form counts them. */
function Now({ of: { taps, keys }, name }: { of: ShownEffect; name: string }) {
  const lines = [
    ['before.now.taps', taps],
    ['before.now.keys', keys],
  ] as const;
  return (
    <>
      {lines.map(([unit, { count, median }]) => (
        <tr key={unit}>
          <th scope="row">{te('before.now', { app: name })}</th>
          <td>{median === null ? te('none') : `${numberInWords(median)} ${te(unit)}`}</td>
          <td>{te('before.now.source', { count: numberInWords(count) })}</td>
        </tr>
      ))}
    </>
  );
}

function BeforeForm({ onChange }: { onChange: () => void }) {
  const failure = useSignal<unknown>(undefined);
  const send = async (form: HTMLFormElement) => {
    failure.value = undefined;
    try {
      await save(form);
      form.reset();
      onChange();
    } catch (reason) {
      failure.value = reason;
    }
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void send(event.currentTarget);
      }}
    >
      <Line name="task" label={te('before.task')} />
      <Value />
      <Line name="unit" label={te('before.unit')} maxLength={limits.unitLength} />
      <Line name="source" label={te('before.source')} />
      {failure.value !== undefined && <Failure failure={failure.value} />}
      <button class="button button-primary" type="submit">
        {te('page.before.save')}
      </button>
    </form>
  );
}

async function save(form: HTMLFormElement) {
  const entered = new FormData(form);
  const [task = '', value = '', unit = '', source = ''] = ['task', 'value', 'unit', 'source'].map((name) => {
    const entry = entered.get(name);
    return typeof entry === 'string' ? entry.trim() : '';
  });
  await putBefore(nameFor(task), { task, value: Number(value), unit, source });
}

function Value() {
  return (
    <div class="form-group">
      <label class="form-label" for="before-value">
        {te('before.value')}
      </label>
      <input
        id="before-value"
        name="value"
        class="form-input"
        type="number"
        min="0"
        max={limits.largestFigure}
        step="1"
        inputMode="numeric"
        required
      />
    </div>
  );
}

function Line({ name, label, maxLength = limits.causeLength }: { name: string; label: string; maxLength?: number }) {
  return (
    <div class="form-group">
      <label class="form-label" for={`before-${name}`}>
        {label}
      </label>
      <input id={`before-${name}`} name={name} class="form-input" maxLength={maxLength} required />
    </div>
  );
}

/** The id of a task's figure: the same task again replaces the earlier figure. */
export function nameFor(task: string): string {
  const letters = task
    .toLowerCase()
    .replaceAll('æ', 'ae')
    .replaceAll('ø', 'oe')
    .replaceAll('å', 'aa')
    .normalize('NFD')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^[^a-z]+|-+$/g, '')
    .slice(0, 40);
  return letters || 'task';
}
