// A live page: the room, the cockpit or the projector. This module starts all the others.
import { startArrival } from "./arrival.js";
import { startBallot } from "./ballot.js";
import { startClock } from "./clock.js";
import { startControls } from "./controls.js";
import { startDialogs } from "./dialogs.js";
import { startDrafts } from "./drafts.js";
import { startFrises } from "./frises.js";
import { startClosing } from "./goodbye.js";
import { startLengths } from "./lengths.js";
import { Live } from "./live.js";
import { startMine } from "./mine.js";
import { startNews } from "./news.js";
import { startNotices } from "./notices.js";
import { startOperations } from "./operations.js";
import { startOutbox } from "./outbox.js";
import { startPresses } from "./presses.js";
import { required } from "./required.js";
import { startScreen } from "./screen.js";
import { startServerTime } from "./server-time.js";
import { startStatus } from "./status.js";
import { startTitle } from "./title.js";
import { startViews } from "./views.js";
import { startVisibility } from "./visibility.js";

const room = required("#room");

const PARTS = [
  startControls,
  startNotices,
  startOperations,
  startArrival,
  startPresses,
  startMine,
  startVisibility,
  startViews,
  startFrises,
  startDialogs,
  startDrafts,
  startLengths,
  startBallot,
  startNews,
  startServerTime,
  startClock,
  startStatus,
  startTitle,
  startScreen,
  startOutbox,
  startClosing,
];

// When a browser lacks something that one part needs, the other parts still follow the room.
for (const start of PARTS) {
  try {
    start(room);
  } catch (error) {
    reportError(error);
  }
}
new Live(room).start();
document.documentElement.dataset.started = ""; // not-started.js
