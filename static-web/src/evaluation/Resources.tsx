/** The costs and the effects of the trial, for all apps or for one. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Failure } from '../frame/Failure';
import { Loading } from '../frame/Loading';
import { useLatestAnswer } from '../latest-answer';
import { consumption, effect, type ShownConsumption, type ShownEffects } from './api';
import { Before } from './Before';
import { Changes } from './Changes';
import { Costs } from './Costs';
import { EffectTable, Hours } from './Effect';
import { Opinions } from './Opinions';
import { appInWords, te } from './words';

export function Resources({ period }: { period: string }) {
  const { answer, failure, load: follow } = useLatestAnswer<[ShownConsumption, ShownEffects]>();
  const app = useSignal('');
  const load = () => follow(Promise.all([consumption(period), effect(period)]));
  useEffect(() => void load(), [period]);
  if (failure.value !== undefined) return <Failure failure={failure.value} onRetry={() => void load()} />;
  if (!answer.value) return <Loading />;
  const [costs, effects] = answer.value;
  const { titles } = effects;
  const names = [...new Set([...costs.apps, ...effects.apps].map((row) => row.app))].filter(Boolean);
  const choices = names
    .map((name) => [name, appInWords(name, titles)] as const)
    .toSorted(([, title], [, other]) => title.localeCompare(other, 'da'));
  return (
    <>
      {choices.length > 1 && <AppChoice apps={choices} chosen={app.value} onChoose={(name) => (app.value = name)} />}
      <EffectTable effects={effects} app={app.value} />
      <Opinions effects={effects} app={app.value} />
      <Before effects={effects} app={app.value} onChange={() => void load()} />
      <Costs costs={costs} app={app.value} titles={titles} />
      <Changes effects={effects} app={app.value} />
      <Hours effects={effects} />
    </>
  );
}

interface ChoiceProps {
  /** Each app with its title. */
  apps: readonly (readonly [app: string, title: string])[];
  chosen: string;
  onChoose: (app: string) => void;
}

function AppChoice({ apps, chosen, onChoose }: ChoiceProps) {
  return (
    <div class="form-group">
      <label class="form-label" for="evaluation-app">
        {te('page.app')}
      </label>
      <select
        id="evaluation-app"
        class="form-select"
        value={chosen}
        onChange={(event) => onChoose(event.currentTarget.value)}
      >
        <option value="">{te('effect.all')}</option>
        {apps.map(([name, title]) => (
          <option key={name} value={name}>
            {title}
          </option>
        ))}
      </select>
    </div>
  );
}
