// Judges PDF files with veraPDF, inside the JavaScript engine that veraPDF itself brings (no compiler is needed).
// Arguments: profiles joined by commas ("3a,ua1"), then files. Prints a line per file and profile, and why it failed.
// The jar leaves JAXB out, so the profiles are read with DOM instead of veraPDF's own loader.

var pdfa = Packages.org.verapdf.pdfa;
var Profiles = pdfa.validation.profiles.Profiles;
var nothing = java.util.Collections.emptyList();

function each(list, visit) {
  for (var at = 0; at < list.getLength(); at++) visit(list.item(at));
}

function words(element, tag) {
  var found = element.getElementsByTagName(tag);
  return found.getLength() ? String(found.item(0).getTextContent()) : null;
}

function ruleOf(element) {
  var id = element.getElementsByTagName("id").item(0);
  var error = element.getElementsByTagName("error").item(0);
  var deferred = element.getAttribute("deferred");
  var number = java.lang.Integer.parseInt(id.getAttribute("testNumber"));
  var specification = pdfa.flavours.PDFAFlavour.Specification.valueOf(id.getAttribute("specification"));
  return Profiles.ruleFromValues(
    Profiles.ruleIdFromValues(specification, id.getAttribute("clause"), number),
    element.getAttribute("object"),
    deferred == "" ? null : java.lang.Boolean.valueOf(deferred),
    element.getAttribute("tags"),
    words(element, "description"),
    words(element, "test"),
    Profiles.errorFromValues(words(error, "message"), nothing),
    nothing
  );
}

function profileOf(name) {
  var file = name.indexOf("ua") === 0 ? "PDFUA-" + name.substring(2) : "PDFA-" + name.toUpperCase();
  var stream = java.lang.ClassLoader.getSystemResourceAsStream("org/verapdf/pdfa/validation/" + file + ".xml");
  var root = javax.xml.parsers.DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(stream).getDocumentElement();
  var rules = new java.util.HashSet();
  var variables = new java.util.HashSet();
  each(root.getElementsByTagName("rule"), function (element) {
    rules.add(ruleOf(element));
  });
  each(root.getElementsByTagName("variable"), function (element) {
    variables.add(
      Profiles.variableFromValues(
        element.getAttribute("name"),
        element.getAttribute("object"),
        words(element, "defaultValue"),
        words(element, "value")
      )
    );
  });
  var details = Profiles.profileDetailsFromValues(name, name, name, new java.util.Date(0));
  var flavour = pdfa.flavours.PDFAFlavour.valueOf(root.getAttribute("flavour"));
  return Profiles.profileFromValues(flavour, details, "", rules, variables);
}

function judge(name, profile, file) {
  var foundry = pdfa.Foundries.defaultInstance();
  var parser = foundry.createParser(new java.io.FileInputStream(file), profile.getPDFAFlavour());
  try {
    var result = foundry.createValidator(profile, false).validate(parser);
    print((result.isCompliant() ? "PASS " : "FAIL ") + name + " " + result.getTotalAssertions() + " " + file);
    var reasons = {};
    for (var tests = result.getTestAssertions().iterator(); tests.hasNext(); ) {
      var test = tests.next();
      if (String(test.getStatus().name()) !== "FAILED") continue;
      var rule = test.getRuleId();
      reasons[(rule.getClause() + "-" + rule.getTestNumber() + " " + test.getMessage()).replace(/\s+/g, " ")] = true;
    }
    for (var reason in reasons) print("  " + reason);
  } finally {
    parser.close();
  }
}

java.util.logging.LogManager.getLogManager().reset();
Packages.org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider.initialise();
var files = Array.prototype.slice.call(arguments, 1);
String(arguments[0])
  .split(",")
  .forEach(function (name) {
    var profile = profileOf(name);
    files.forEach(function (file) {
      judge(name, profile, file);
    });
  });
