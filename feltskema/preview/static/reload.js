// Loads the page again when the definition is another than the one it was drawn from.
// The pretend person of the preview is always signed in: the page need not ask who it is.
localStorage.setItem('feltskema.person', '0'.repeat(32));

const DRAWN = 'feltskema.preview';
let drawn = localStorage.getItem(DRAWN);
new EventSource('/feltskema/events').addEventListener('revision', async ({ data }) => {
  const isAnother = drawn !== null && data !== drawn;
  drawn = data;
  if (isAnother) await forgetDefinitions();
  localStorage.setItem(DRAWN, data);
  if (isAnother) location.reload();
});

// The phone keeps a definition for its drafts, since a version never changes; while it is written it does. Drafts stay.
function forgetDefinitions() {
  return new Promise((done) => {
    const opening = indexedDB.open('feltskema-offline');
    // Where there is no store yet, it is the phone's to make.
    opening.onupgradeneeded = () => opening.transaction.abort();
    opening.onerror = done;
    opening.onsuccess = () => {
      const forgetting = opening.result.transaction('definitions', 'readwrite');
      forgetting.objectStore('definitions').clear();
      forgetting.oncomplete = forgetting.onabort = () => {
        opening.result.close();
        done();
      };
    };
  });
}
