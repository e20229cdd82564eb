package io.pneumonia.web.page;

import io.pneumonia.web.api.ApiConfiguration;
import io.pneumonia.web.application.Application;
import io.pneumonia.web.security.CsrfTokens;
import io.pneumonia.web.security.ErrorPages;
import jakarta.servlet.MultipartConfigElement;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;

/** Puts all pages of an application into a servlet context. */
public final class Pages {

  private Pages() {}

  /**
   * Adds pages, their scripts and styles, and the pages that tell errors.
   *
   * @param context where to
   * @param application what they are about
   * @param csrf what forms must bring back
   */
  public static void addTo(ServletContext context, Application application, CsrfTokens csrf) {
    Assets assets = Assets.load();
    Templates templates = new Templates();
    Frames frames = new Frames(application, assets, csrf);
    context.setAttribute(ErrorPages.ATTRIBUTE, ErrorView.pages(frames, templates));
    context.addServlet("static", new AssetServlet(assets)).addMapping(Assets.FOLDER + "*");
    Routes routes = routes();
    ServletRegistration.Dynamic pages =
        context.addServlet("pages", new PageServlet(application, routes, frames, templates, csrf));
    pages.addMapping(routes.mappings());
    // A part is written to the disk if it is larger than the last figure, which none can be.
    int most = ApiConfiguration.MAX_REQUEST_BYTES;
    pages.setMultipartConfig(new MultipartConfigElement("", most, most, most));
  }

  private static Routes routes() {
    return new Routes()
        .add("/", new HomePage())
        .add("/about/", new AboutPage())
        .add("/login/", new LoginPage())
        .add("/register/", new RegisterPage())
        .add("/logout/", new LogoutPage())
        .add("/dashboard/", new DashboardPage());
  }
}
