/** The roles that a person is offered first. */
import type { Line } from './api';

/** The role that new people mostly need. */
const DEFAULT_ROLE = 'konsulent';

/** The person's roles; the default role where they have none. */
export function rolesFor({ roles }: Line): string[] {
  return roles.length > 0 ? roles : [DEFAULT_ROLE];
}
