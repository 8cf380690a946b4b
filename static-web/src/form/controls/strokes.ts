/** A drawing by hand as path data: strokes of `M x y L x y …`, no minus (shared/domain/fields/signature.py). */

/** The drawing's own size; points outside it are moved to its edge. */
export const WIDTH = 600;
export const HEIGHT = 220;
/** Points nearer than this to the last one are left out: they make no visible difference. */
const NEAREST = 3;

export interface Point {
  x: number;
  y: number;
}

/** The path with a new stroke at the point. A stroke of one point is drawn as a dot. */
export function begun(path: string, point: Point): string {
  const at = pointInPath(point);
  return `${path}${path ? ' ' : ''}M ${at} L ${at}`;
}

/** The path with its last stroke continued to the point; unchanged when the point is too near, or the path would be too long. */
export function drawnOn(path: string, point: Point, maxLength: number): string {
  const last = lastOf(path);
  if (last && Math.hypot(last.x - inside(point.x, WIDTH), last.y - inside(point.y, HEIGHT)) < NEAREST) return path;
  const next = `${path} L ${pointInPath(point)}`;
  return next.length > maxLength ? path : next;
}

function pointInPath({ x, y }: Point): string {
  return `${inside(x, WIDTH)} ${inside(y, HEIGHT)}`;
}

function inside(value: number, maximum: number): number {
  return Math.round(Math.min(Math.max(value, 0), maximum));
}

function lastOf(path: string): Point | undefined {
  const [, x, y] = /([0-9.]+) ([0-9.]+)$/.exec(path) ?? [];
  return x !== undefined && y !== undefined ? { x: Number(x), y: Number(y) } : undefined;
}
