// The first page: links to the others; the bench only where there is one.
import { byId, isSimulated } from "/assets/dom.js";
import { offerLanguages } from "/assets/language.js";

byId("bench").hidden = !isSimulated();
byId("simulated").hidden = !isSimulated();
offerLanguages(byId("language"));
