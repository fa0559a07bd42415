// A live page: the room, the cockpit or the projector. Wires the modules together; knows nothing itself.
import { startArrival } from "./arrival.js";
import { startBallot } from "./ballot.js";
import { startDialogs } from "./dialogs.js";
import { startDrafts } from "./drafts.js";
import { Live } from "./live.js";
import { startFrises } from "./frises.js";
import { startMine } from "./mine.js";
import { startNews } from "./news.js";
import { startNotices } from "./notices.js";
import { startOperations } from "./operations.js";
import { startOutbox } from "./outbox.js";
import { startPresses } from "./presses.js";
import { startScreen } from "./screen.js";
import { startStatus } from "./status.js";
import { startTitle } from "./title.js";
import { startViews } from "./views.js";
import { startVisibility } from "./visibility.js";

const room = document.getElementById("room");

startNotices();
startOperations();
startArrival();
startPresses(room);
startMine(room);
startVisibility();
startViews();
startFrises(room);
startDialogs();
startDrafts(room);
startBallot(room);
startNews();
startStatus();
startTitle();
startScreen(room);
startOutbox(room);
new Live(room).start();
