import limits from '../../../shared/contract/limits.json';
import { useSignal } from '@preact/signals';
import { Failure } from '../frame/Failure';
import { allow, isChanged, type Grant, type Line } from './api';
import { rolesFor } from './default-roles';
import { DayLine, TextLine } from './lines';
import { roleInWords, ta } from './words';

interface Props {
  line: Line;
  /** The roles to choose among. */
  roles: readonly string[];
  onSaved: () => void;
  /** Called where another operator has changed the line meanwhile, so that the page is outdated. */
  onChanged: (problem: unknown) => void;
}

/** The grant as it is edited, until it is saved. */
function useGrant({ line, roles, onSaved, onChanged }: Props) {
  const grant = useSignal<Grant>({
    roles: rolesFor(line),
    team: line.team,
    validFrom: line.validFrom,
    validTo: line.validTo,
  });
  const reason = useSignal('');
  const busy = useSignal(false);
  const failure = useSignal<unknown>(undefined);
  const set = (changed: Partial<Grant>) => (grant.value = { ...grant.value, ...changed });
  const toggle = (role: string) =>
    set({ roles: roles.filter((other) => grant.value.roles.includes(other) !== (other === role)) });
  const none = grant.value.roles.length === 0;
  const save = async (event: Event) => {
    event.preventDefault();
    if (busy.peek() || none) return;
    busy.value = true;
    failure.value = undefined;
    try {
      await allow(line, grant.value, reason.value.trim());
      onSaved();
    } catch (problem) {
      if (isChanged(problem)) onChanged(problem);
      else failure.value = problem;
    }
    busy.value = false;
  };
  return { grant: grant.value, set, toggle, reason, isBlocked: busy.value || none, failure: failure.value, save };
}

/** The form for a person's access: roles, team, first and last day. */
export function GrantForm(props: Props) {
  const { grant, set, toggle, reason, isBlocked, failure, save } = useGrant(props);
  return (
    <form class="panel access-grant" onSubmit={(event) => void save(event)}>
      <h2 class="h4">{ta('person.may')}</h2>
      <RoleBoxes roles={props.roles} chosen={grant.roles} onToggle={toggle} />
      <TextLine
        id="access-team"
        label={ta('person.team')}
        value={grant.team}
        maxLength={limits.teamLength}
        onInput={(team) => set({ team })}
      />
      <Days grant={grant} onChange={set} />
      <TextLine
        id="access-reason"
        label={ta('person.reason')}
        value={reason.value}
        maxLength={limits.reasonLength}
        onInput={(text) => (reason.value = text)}
      />
      {failure !== undefined && <Failure failure={failure} />}
      <button type="submit" class="button button-primary" aria-disabled={isBlocked}>
        {ta('person.save')}
      </button>
    </form>
  );
}

interface RoleBoxesProps {
  roles: readonly string[];
  chosen: readonly string[];
  onToggle: (role: string) => void;
}

function RoleBoxes({ roles, chosen, onToggle }: RoleBoxesProps) {
  return (
    <fieldset class="access-roles">
      <legend class="form-label">{ta('person.roles')}</legend>
      {roles.map((role) => (
        <div key={role} class="form-group-checkbox">
          <input
            id={`role-${role}`}
            class="form-checkbox"
            type="checkbox"
            checked={chosen.includes(role)}
            onChange={() => onToggle(role)}
          />
          <label class="form-label" for={`role-${role}`}>
            {roleInWords(role)}
          </label>
        </div>
      ))}
      {chosen.length === 0 && (
        <p class="form-error-message" role="alert">
          {ta('person.no-role')}
        </p>
      )}
    </fieldset>
  );
}

function Days({ grant, onChange }: { grant: Grant; onChange: (changed: Partial<Grant>) => void }) {
  return (
    <div class="access-days">
      <DayLine
        id="access-from"
        label={ta('person.from')}
        value={grant.validFrom ?? ''}
        onInput={(day) => onChange({ validFrom: day || null })}
      />
      <DayLine
        id="access-to"
        label={ta('person.to')}
        value={grant.validTo ?? ''}
        onInput={(day) => onChange({ validTo: day || null })}
      />
    </div>
  );
}
