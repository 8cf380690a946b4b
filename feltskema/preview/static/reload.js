// Loads the page again when the definition is another than the one it was drawn from.
let drawn;
new EventSource('/feltskema/events').addEventListener('revision', ({ data }) => {
  if (drawn !== undefined && data !== drawn) location.reload();
  drawn = data;
});
