// Every view there is, by surface.
import { views as app } from './app.js';
import { views as each } from './each.js';
import { views as forms } from './forms.js';
import { views as history } from './history.js';
import { views as launch } from './launch.js';
import { views as list } from './list.js';
import { views as panel } from './panel.js';
import { views as popup } from './popup.js';
import { views as setup } from './setup.js';
import { views as team } from './team.js';

export const VIEWS = [...popup, ...panel, ...history, ...list, ...each, ...forms, ...launch, ...app, ...setup, ...team];
