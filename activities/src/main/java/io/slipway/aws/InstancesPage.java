package io.slipway.aws;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * A page of what EC2 answers, in XML. It may not lead to anything outside of itself.
 *
 * @param next what the next page is asked for by; null when this is the last
 */
record InstancesPage(List<Machine> machines, @Nullable String next) {

  static InstancesPage of(byte[] xml) {
    Element root = root(xml);
    List<Machine> machines = new ArrayList<>();
    for (Element reservation : items(root, "reservationSet")) {
      for (Element instance : items(reservation, "instancesSet")) {
        machines.add(machine(instance));
      }
    }
    return new InstancesPage(machines, text(root, "nextToken"));
  }

  /** Of a refusal; empty when it gives none. */
  static String errorCode(byte[] xml) {
    try {
      Element errors = child(root(xml), "Errors");
      Element error = errors == null ? null : child(errors, "Error");
      String code = error == null ? null : text(error, "Code");
      return code == null || !code.matches("[A-Za-z0-9.]{1,64}") ? "" : code;
    } catch (MachinesException noXml) {
      return "";
    }
  }

  private static Machine machine(Element instance) {
    String id = text(instance, "instanceId");
    if (id == null) {
      throw unreadable();
    }
    Element placement = child(instance, "placement");
    String name = null;
    for (Element tag : items(instance, "tagSet")) {
      if ("Name".equals(text(tag, "key"))) {
        name = text(tag, "value");
      }
    }
    String publicName = text(instance, "dnsName");
    return new Machine(
        id,
        name,
        text(instance, "privateIpAddress"),
        text(instance, "ipAddress"),
        publicName == null ? text(instance, "privateDnsName") : publicName,
        placement == null ? null : text(placement, "availabilityZone"));
  }

  private static List<Element> items(Element parent, String set) {
    Element of = child(parent, set);
    return of == null ? List.of() : children(of, "item");
  }

  private static @Nullable Element child(Element parent, String name) {
    List<Element> found = children(parent, name);
    return found.isEmpty() ? null : found.getFirst();
  }

  private static List<Element> children(Element parent, String name) {
    List<Element> found = new ArrayList<>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element && name.equals(element.getTagName())) {
        found.add(element);
      }
    }
    return found;
  }

  /** None where there is nothing in it. */
  private static @Nullable String text(Element parent, String name) {
    Element found = child(parent, name);
    String text = found == null ? "" : found.getTextContent().strip();
    return text.isEmpty() ? null : text;
  }

  private static Element root(byte[] xml) {
    try {
      return parser().parse(new ByteArrayInputStream(xml)).getDocumentElement();
    } catch (SAXException | IOException e) {
      throw unreadable();
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("the JDK's XML parser lacks what keeps it safe", e);
    }
  }

  private static DocumentBuilder parser() throws ParserConfigurationException {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    factory.setXIncludeAware(false);
    factory.setExpandEntityReferences(false);
    DocumentBuilder parser = factory.newDocumentBuilder();
    parser.setErrorHandler(new DefaultHandler()); // throws, and prints nothing
    return parser;
  }

  private static MachinesException unreadable() {
    return new MachinesException(
        "is answered in a way that cannot be read",
        "Look at AWS_ENDPOINT_URL_EC2 and AWS_ENDPOINT_URL, if they are set.");
  }
}
