/** The page: puts its parts together. */
import { documents, takeToken } from './api.ts';
import { appearanceSwitch } from './appearance.ts';
import { Chat, type ChatActions } from './chat/chat.ts';
import { takeDebug } from './chat/trace-view.ts';
import { find } from './element.ts';
import { watchHealth } from './health.ts';
import { openHistory } from './history.ts';
import { icon } from './icons.ts';
import { installable } from './installable.ts';
import { onKey } from './keys.ts';
import { apply, inEachLanguage, language, switchLanguage, words } from './language.ts';
import { setDocumentsLoaded, setServerNotice } from './loaded.ts';
import { loadNames } from './names.ts';
import { Desk } from './reader/desk.ts';
import { Reader } from './reader/reader.ts';
import { forgetReports } from './reader/reports.ts';
import { Shelf } from './reader/shelf.ts';
import { watchPrinting } from './share/print.ts';
import { shownBefore } from './store.ts';
import { Views } from './views.ts';

takeToken();
takeDebug();
const desk = new Desk();
const reader = new Reader(desk);
const openCitation: ChatActions['openCitation'] = (citation, all, from) => reader.openCitation(citation, all, from);
const chat = new Chat({ openCitation });
const views = new Views({
  matrix: async (node) => (await import('./matrix/matrix-page.ts')).matrixPage(node, { openCitation }),
  excerpts: async (node) => (await import('./excerpts/excerpts-page.ts')).excerptsPage(node, { openCitation }),
  documents: async (node) =>
    (await import('./documents/documents-page.ts')).documentsPage(node, {
      openReport: (document, report) => reader.openReport(document, report),
    }),
});
const shelf = new Shelf((document, report) => reader.openReport(document, report));

find('.masthead__new').append(icon('plus'));
find('.masthead__history').append(icon('clock'));
find('.masthead__shelf').append(icon('shelf'));
find('.shelf__close').append(icon('close'));
const newConversation = (): void => {
  views.go('chat');
  chat.show();
};
const conversations = (): void =>
  openHistory((conversation) => {
    views.go('chat');
    chat.show(conversation);
  });
const help = async (): Promise<void> => (await import('./help/help-sheet.ts')).openHelp();
find('.masthead__new').addEventListener('click', newConversation);
find('.masthead__history').addEventListener('click', conversations);
find('.masthead__help').append(icon('help'));
find('.masthead__help').addEventListener('click', help);
onKey('help', { run: help });
onKey('newConversation', { run: newConversation });
onKey('conversations', { run: conversations });
onKey('page', { run: (key) => document.querySelectorAll<HTMLElement>('.views__link')[Number(key) - 1]?.click() });
onKey('question', {
  run: () => {
    views.go('chat');
    desk.makeWay();
    chat.focus();
  },
});
onKey('nextAnswer', { when: () => views.current === 'chat', run: () => chat.step(1) });
onKey('previousAnswer', { when: () => views.current === 'chat', run: () => chat.step(-1) });
find('.masthead__shelf').addEventListener('click', (event) => desk.openShelf(event.currentTarget as HTMLElement));
appearanceSwitch(find<HTMLButtonElement>('.masthead__theme'));

const languageButton = find<HTMLButtonElement>('.masthead__language');
languageButton.addEventListener('click', () => switchLanguage(language() === 'zh' ? 'en' : 'zh'));
inEachLanguage(() => {
  languageButton.textContent = words().switchLanguage;
  languageButton.setAttribute('aria-label', words().switchLanguageLabel);
});
apply();
document.body.dataset.desk = 'closed';
desk.close();

let isNamed = false;
watchHealth({
  onNotice: (notice) => {
    setServerNotice(notice);
    shelf.render();
  },
  onLoaded: async () => {
    forgetReports();
    // Names are a comfort: without them chips show fewer words. All that is shown is made anew when they come, and only then.
    const named = await loadNames().then(
      () => true,
      () => false,
    );
    const loaded = await documents();
    setDocumentsLoaded(loaded);
    chat.documents = loaded;
    shelf.render();
    if (named && !isNamed) apply();
    isNamed = named;
  },
});
chat.start(shownBefore());
addEventListener('popstate', () => chat.followAddress());
addEventListener('hashchange', () => chat.followAddress());
watchPrinting();
installable();
views.followAddress();
reader.followAddress();
