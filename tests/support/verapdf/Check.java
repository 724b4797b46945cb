import java.io.FileInputStream;
import java.io.InputStream;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Says of each PDF whether it keeps a standard, and where not. Given: pairs of flavour and file. */
public class Check {
    public static void main(String[] given) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        for (int at = 0; at < given.length; at += 2) {
            PDFAFlavour flavour = PDFAFlavour.byFlavourId(given[at]);
            try (InputStream in = new FileInputStream(given[at + 1]);
                    PDFAParser parser = Foundries.defaultInstance().createParser(in, flavour);
                    PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
                ValidationResult found = validator.validate(parser);
                System.out.println((found.isCompliant() ? "yes" : "no") + "\t" + given[at] + "\t" + given[at + 1]
                        + "\t" + found.getTotalAssertions());
                for (TestAssertion each : found.getTestAssertions()) {
                    if (each.getStatus() == TestAssertion.Status.FAILED) {
                        System.out.println("\t" + each.getRuleId().getClause() + "\t" + each.getMessage());
                    }
                }
            }
        }
    }
}
